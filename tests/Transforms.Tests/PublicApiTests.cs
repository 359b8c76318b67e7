using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Transforms.Tests;

public class PublicApiTests
{
    [Fact]
    public void PublicApiIsTheReviewedOne()
        => PublicApiFile.AssertMatches(typeof(ImageFlatteningEstimator).Assembly, "Transforms");
}
