import * as z from 'zod/mini';

/** A DNS label as Kubernetes wants it for a Service: RFC 1035, so it starts with a letter. */
export const label = z.string().check(z.regex(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/));
export const namespace = z.string().check(z.regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/));
export const port = z.int().check(z.minimum(1), z.maximum(65_535));
export const portName = z.string().check(z.regex(/^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/));
export const whole = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));
/** A host name that is no address. */
export const host = z
  .string()
  .check(z.regex(/^(?=.{1,253}$)(?!\d+(\.\d+){3}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/));
/** An absolute path that no reader straightens, in the characters a route may hold. */
export const urlPath = z
  .string()
  .check(z.maxLength(1024), z.regex(/^\/(?!.*(\/\/|\/\.\.?(\/|$)))[A-Za-z0-9/._~!$&'()*+,;=:@-]*$/));

/** Name and namespace, nothing else. */
export const named = z.strictObject({ name: label, namespace });
/** The label everything in these files is selected by. */
export const appLabel = z.strictObject({ 'app.kubernetes.io/name': namespace });
/** Exactly one of something. */
export const one = <T extends z.ZodMiniType>(shape: T) => z.array(shape).check(z.minLength(1), z.maxLength(1));

/** JSON in the text of an annotation. */
export const json = <T extends z.ZodMiniType>(shape: T) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text, context) => {
        try {
          return JSON.parse(text);
        } catch {
          context.issues.push({ code: 'custom', message: 'not JSON', input: text });
          return z.NEVER;
        }
      }),
    ),
    shape,
  );

/** A check may not take longer than the time to the next one; the cluster's definitions do not compare the two. */
export const inTime = <T extends { checkIntervalSec: number; timeoutSec: number }>() =>
  z.refine<T>(({ checkIntervalSec, timeoutSec }) => timeoutSec <= checkIntervalSec, 'a check longer than its interval');
