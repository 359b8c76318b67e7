using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Network.Tests;

public class PublicApiTests
{
    [Fact]
    public void PublicApiIsTheReviewedOne() => PublicApiFile.AssertMatches(typeof(NetworkShape).Assembly, "Network");
}
