export { isLoopbackAddress } from './loopback.ts';
export { type RunningServer, serveStudy } from './serve-study.ts';
