import { test } from 'vitest';
import { expectBoundedReadings } from './testing/bounded-reading.ts';

test('no damaged file stops the reader', () => expectBoundedReadings(1500));
