import { CopyButton as Button } from '../parts/CopyButton.tsx';
import { useResultWords } from './words.ts';

type Props = { text: () => string | Promise<string>; children: string; className?: string };

/** Copies a text, and says in the words of the result whether that worked. */
export function CopyButton(props: Props) {
  const { say } = useResultWords();
  return <Button {...props} say={say} />;
}
