// Every class here starts a cluster, some of them processes, and holds them to times; meters are the process's own.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
