import { describeMisbehaviours } from './suite.ts';

describeMisbehaviours('entra');
