// The parts of Prism that are loaded one by one have no types of their own.
declare module 'prismjs/components/prism-core' {
  import Prism from 'prismjs';
  export default Prism;
}
declare module 'prismjs/components/prism-nginx';
declare module 'prismjs/components/prism-yaml';
