/** The invented sixteen, as far as the sample report tells of them. `days`: from complete resection to recurrence or last assessment. */
export type SamplePatient = {
  id: string;
  sex: 'F' | 'M';
  ageYears: number;
  site: 'abdomen' | 'head' | 'chest' | 'gluteal' | 'limb' | 'lung';
  margin: 'R0' | 'R1' | 'RX';
  days: number;
  recurred: boolean;
  diagnosed: string;
};

const ROWS = `
01 M 12.2 head    R1 1477 0 2020-12-08
02 F 2.5  abdomen R0 1092 0 2022-02-22
03 F 3.2  lung    R0 2275 0 2018-10-09
04 M 5.0  abdomen R0 2401 0 2018-05-15
05 M 7.4  abdomen R0 588  1 2019-11-05
06 M 0.6  chest   R0 546  0 2023-05-30
07 F 8.3  abdomen R1 336  1 2021-03-16
08 F 6.1  head    R0 3096 0 2016-03-22
09 F 13.5 gluteal R0 1771 0 2019-01-15
10 M 3.9  abdomen R1 159  1 2022-08-16
11 M 1.8  abdomen R0 1937 0 2019-06-11
12 M 5.0  limb    RX 1470 0 2020-07-21
13 M 9.7  abdomen R0 2170 0 2016-11-08
14 M 1.1  head    RX 1230 0 2021-09-02
15 M 4.6  head    R1 2681 0 2017-04-18
16 F 10.9 abdomen R0 308  0 2024-04-23`;

export const SAMPLE_PATIENTS: readonly SamplePatient[] = ROWS.trim()
  .split('\n')
  .map((row) => {
    const [number, sex, age, site, margin, days, event, diagnosed] = row.split(/\s+/) as [string, ...string[]];
    return {
      id: `INV-${number}`,
      sex: sex as SamplePatient['sex'],
      ageYears: Number(age),
      site: site as SamplePatient['site'],
      margin: margin as SamplePatient['margin'],
      days: Number(days),
      recurred: event === '1',
      diagnosed: diagnosed as string,
    };
  });
