import { goToSection, type Section } from './sections.ts';
import { useResultWords } from './words.ts';

type Props = {
  shown: readonly Section[] /** The address of a section, for opening it elsewhere. */;
  address: (id: Section) => string;
};

/** The sections of this page. */
export function SectionNav({ shown, address }: Props) {
  const { say } = useResultWords();
  return (
    <nav className="section-nav no-print" aria-label={say('result.onThisPage')}>
      <ul className="plain">
        {shown.map((id) => (
          <li key={id}>
            <a
              href={address(id)}
              onClick={(event) => {
                event.preventDefault();
                goToSection(id);
              }}
            >
              {say(`result.${id}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
