import type { TimeToEvent } from '../derive/index.ts';

/**
 * An endpoint without the note that a curve of it overstates the incidence: for analyses that let events compete, or
 * that draw no such curve.
 */
export function withoutCompetingNote(endpoint: TimeToEvent): TimeToEvent {
  const kept = [...endpoint.notes.keys()].filter((index) => endpoint.notes[index]?.code !== 'endpoint.competingEvents');
  return {
    ...endpoint,
    notes: endpoint.notes.filter((_note, index) => kept.includes(index)),
    noted: endpoint.noted.filter((_noted, index) => kept.includes(index)),
  };
}
