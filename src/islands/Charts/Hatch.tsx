type Props = { id: string; className: string };

/** A pattern of slanted lines, coloured by its class, for areas that must differ without colour. */
export function Hatch({ id, className }: Props) {
  return (
    <pattern
      id={id}
      className={className}
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <path d="M0 0V6" strokeWidth="3" />
    </pattern>
  );
}
