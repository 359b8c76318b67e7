using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>Runs <see cref="KernelProducts{T}"/> by BenchmarkDotNet and turns its times into GFLOP/s.</summary>
internal static class KernelRun
{
    public static void Measure(Settings settings, Report report)
    {
        // In this process: the project that BenchmarkDotNet would generate and build knows nothing of how this one is built.
        Job job = Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithIterationCount(Math.Max(5, settings.Repetitions));
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(new StreamLogger(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true }))
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "kernels"))
            .WithOptions(ConfigOptions.DisableLogFile);

        foreach (Summary summary in BenchmarkRunner.Run([typeof(KernelProducts<float>), typeof(KernelProducts<double>)], config))
        {
            foreach (BenchmarkReport result in summary.Reports.Where(result => result.ResultStatistics is not null))
                Write(result, report);
        }
    }

    private static void Write(BenchmarkReport result, Report report)
    {
        string product = result.BenchmarkCase.Descriptor.WorkloadMethod.Name;
        string type = result.BenchmarkCase.Descriptor.Type == typeof(KernelProducts<float>) ? "f32" : "f64";
        object width = result.BenchmarkCase.Parameters[nameof(KernelProducts<float>.Width)] is int bits and > 0 ? bits : "scalar";
        var times = result.ResultStatistics!;
        report.Write($"kernel/{product}/{type}/{width}", 1, times.Min, times.Median, "ns");
        report.Write(
            $"kernel/{product}/{type}/{width}/rate", 1, KernelProducts<float>.Operations / times.Min,
            KernelProducts<float>.Operations / times.Median, "GFLOP/s");
    }
}
