using FieldOps.Simulation;

return await CommandLine.RunAsync(args);
