namespace MlNetShallow.Network.Tests.Engines;

/// <summary>Runs the comparison of the engines again in a process that may not use some of the CPU's vector extensions.</summary>
public class VectorExtensionTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public Task EnginesAgreeWithoutThem(string extension) => OwnProcess.AssertPassesAsync(
        [new(extension, "0")],
        [.. ((Type[])[
            typeof(EngineAgreementTests), typeof(SparseEngineTests), typeof(EngineCrossTests), typeof(HiddenLayersTests)])
            .SelectMany(tests => (string[])["-class", tests.FullName!])]);

    // AVX2 has fused multiplication and addition, as AVX-512 has.
    [Fact]
    public Task BitsAreThoseOfWiderVectorsWithoutAvx512() => OwnProcess.AssertPassesAsync(
        [new("DOTNET_EnableAVX512", "0")],
        "-class", typeof(GoldenBitsTests).FullName!);
}
