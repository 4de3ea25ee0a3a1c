// The parts of Prism that are loaded one by one have no types of their own.
declare module 'prismjs/components/prism-core' {
  import Prism from 'prismjs';
  export default Prism;
}
declare module 'prismjs/components/prism-bash';
declare module 'prismjs/components/prism-clike';
declare module 'prismjs/components/prism-go';
declare module 'prismjs/components/prism-javascript';
declare module 'prismjs/components/prism-json';
declare module 'prismjs/components/prism-markdown';
declare module 'prismjs/components/prism-markup';
declare module 'prismjs/components/prism-nginx';
declare module 'prismjs/components/prism-python';
declare module 'prismjs/components/prism-typescript';
declare module 'prismjs/components/prism-yaml';
