import { describeMisbehaviours } from './suite.ts';

describeMisbehaviours('portable');
