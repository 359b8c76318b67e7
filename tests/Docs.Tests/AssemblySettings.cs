// Examples and commands use the current folder, which is the process's own.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
