import { describeMisbehaviours } from './misbehaviour-suite.ts';

describeMisbehaviours('entra-2020');
