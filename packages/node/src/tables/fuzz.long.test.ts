import { test } from 'vitest';
import { expectBoundedReadings } from './testing/bounded-reading.ts';

test('no damaged file stops the reader, tried for long', () => expectBoundedReadings(150_000));
