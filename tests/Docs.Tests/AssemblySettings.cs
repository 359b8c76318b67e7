using Xunit.Sdk;
using Xunit.v3;

// Examples and commands use the current folder, which is the process's own.
[assembly: Parallelization(Mode = ParallelMode.None)]
