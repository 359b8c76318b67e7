namespace MlNetShallow.Benchmarks.Accuracy.Figures;

/// <summary>What a fit took.</summary>
/// <param name="CpuSeconds">User and system seconds of the process, all threads.</param>
/// <param name="PeakMegabytes">The peak of the process's resident memory during the fit, data included; null where the system
/// does not tell.</param>
/// <param name="AddedMegabytes">By how much that is above what was resident before.</param>
internal sealed record Cost(double CpuSeconds, double? PeakMegabytes = null, double? AddedMegabytes = null);
