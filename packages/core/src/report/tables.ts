import type { AnalysisResult } from '../model/index.ts';
import type { Analysis } from '../protocol/index.ts';
import { agreementTable } from './agreement-table.ts';
import { associationTable } from './association-table.ts';
import { boundsTable } from './bounds-table.ts';
import { completenessTable } from './completeness-table.ts';
import { crossTable, proportionTable } from './count-tables.ts';
import { incidenceTable } from './cumulative-incidence-table.ts';
import { describeRowsTable } from './describe-rows-table.ts';
import { describeTable } from './describe-table.ts';
import type { Table } from './document.ts';
import { dotPlotTable } from './dot-plot-figure.ts';
import { flowTable } from './flow-table.ts';
import { leaveOneOutTable } from './leave-one-out-table.ts';
import { listingTable } from './listing-table.ts';
import { markerTable } from './marker-table.ts';
import { metaAnalysisTable } from './meta-analysis-table.ts';
import { partialDatesTable } from './partial-dates-table.ts';
import { patientTable } from './patient-table.ts';
import { publishedSeriesTable } from './published-series-table.ts';
import { rangeTable } from './range-table.ts';
import { rateTable } from './rate-table.ts';
import { regressionTable } from './regression-table.ts';
import { scoresTable } from './scores-table.ts';
import { followUpTable, survivalTable } from './survival-tables.ts';
import { survivalTestTable } from './survival-test-table.ts';
import { swimmerTable } from './swimmer-figures.ts';
import { timelineTable } from './timeline-table.ts';
import { trajectoryTable } from './trajectory-figure.ts';
import type { Writing } from './writing.ts';

/** The table of a result; null for a kind of analysis that this version does not evaluate. */
export function tableOf(w: Writing, result: AnalysisResult, analysis: Analysis): Table | null {
  switch (analysis.kind) {
    case 'describe':
      return describeTable(w, result, analysis);
    case 'crossTable':
      return crossTable(w, result, analysis);
    case 'proportion':
      return proportionTable(w, result, analysis);
    case 'kaplanMeier':
      return survivalTable(w, result, analysis);
    case 'reverseKaplanMeier':
      return followUpTable(w, result, analysis);
    case 'describeRows':
      return describeRowsTable(w, result, analysis);
    case 'dotPlot':
      return dotPlotTable(w, result, analysis);
    case 'trajectory':
      return trajectoryTable(w, result, analysis);
    case 'rangeTable':
      return rangeTable(w, result, analysis);
    case 'scores':
      return scoresTable(w, result, analysis);
    case 'heatMap':
    case 'markerTable':
      return markerTable(w, result, analysis);
    case 'swimmer':
      return swimmerTable(w, result, analysis);
    case 'timeline':
      return timelineTable(w, result, analysis);
    case 'listing':
      return listingTable(w, result, analysis);
    case 'patientTable':
      return patientTable(w, result, analysis);
    case 'completeness':
      return completenessTable(w, result, analysis);
    case 'flow':
      return flowTable(w, result, analysis);
    case 'rate':
      return rateTable(w, result, analysis);
    case 'survivalTest':
      return survivalTestTable(w, result, analysis);
    case 'regression':
      return regressionTable(w, result, analysis);
    case 'partialDateSensitivity':
      return partialDatesTable(w, result, analysis);
    case 'cumulativeIncidence':
      return incidenceTable(w, result, analysis);
    case 'association':
      return associationTable(w, result, analysis);
    case 'agreement':
      return agreementTable(w, result, analysis);
    case 'leaveOneOut':
      return leaveOneOutTable(w, result, analysis);
    case 'metaAnalysis':
      return metaAnalysisTable(w, result, analysis);
    case 'publishedSeries':
      return publishedSeriesTable(w, result, analysis);
    case 'bounds':
      return boundsTable(w, result, analysis);
    default:
      return null;
  }
}
