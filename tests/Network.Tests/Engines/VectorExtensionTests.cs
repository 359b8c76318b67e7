using System.Diagnostics;

namespace MlNetShallow.Network.Tests.Engines;

/// <summary>Runs the comparison of the engines again in a process that may not use some of the CPU's vector extensions.</summary>
public class VectorExtensionTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task EnginesAgreeWithoutThem(string extension)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        string assembly = typeof(VectorExtensionTests).Assembly.Location;
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            start.ArgumentList.Add(assembly);
        foreach (Type tests in (Type[])[typeof(EngineAgreementTests), typeof(SparseEngineTests), typeof(EngineCrossTests)])
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add(tests.FullName!);
        }

        start.ArgumentList.Add("-noColor");
        start.Environment[extension] = "0";

        using var process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Total: 0", output, StringComparison.Ordinal);
    }
}
