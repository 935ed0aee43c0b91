import { describeMisbehaviours } from './misbehaviour-suite.ts';

describeMisbehaviours('portable');
