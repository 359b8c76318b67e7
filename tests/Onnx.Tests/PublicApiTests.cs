using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Onnx.Tests;

public class PublicApiTests
{
    [Fact]
    public void ThePublicApiIsTheReviewedOne() => PublicApiFile.AssertMatches(typeof(OnnxFormat).Assembly, "Onnx");
}
