using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Trainer.Tests;

public class PublicApiTests
{
    [Fact]
    public void PublicApiIsTheReviewedOne()
        => PublicApiFile.AssertMatches(typeof(ShallowNetworkBinaryTrainer).Assembly, "Trainer");
}
