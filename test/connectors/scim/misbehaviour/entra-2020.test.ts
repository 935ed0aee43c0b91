import { describeMisbehaviours } from './suite.ts';

describeMisbehaviours('entra-2020');
