/**
 * How the engine is set for the command: it waits about thirty times longer than by default before it optimises a
 * function. A command that ends within a second otherwise spends a third of its time on optimising what it will not
 * run again; loops that go on are optimised all the same. The space for what is new grows to its full size at once, so
 * that less of it is copied about on the way there. Code that was kept is valid under these settings only.
 */
export const ENGINE_SETTING = '--interrupt-budget=2000000 --semi-space-growth-factor=16';
