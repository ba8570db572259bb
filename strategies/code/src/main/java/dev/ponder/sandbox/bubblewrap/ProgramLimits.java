package dev.ponder.sandbox.bubblewrap;

/**
 * What the programs of one session may take. Immutable.
 *
 * @param memoryMb address space of each process, in megabytes
 * @param cpuSeconds processor time of each process
 * @param processes processes and threads at the same time
 * @param filesMb size of the folder for temporary files, in megabytes
 */
public record ProgramLimits(int memoryMb, int cpuSeconds, int processes, int filesMb) {}
