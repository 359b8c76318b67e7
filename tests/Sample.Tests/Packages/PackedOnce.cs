namespace MlNetShallow.Sample.Tests.Packages;

/// <summary>The tests of packages: what they are of is packed once.</summary>
[CollectionDefinition(Name)]
public sealed class PackedOnce : ICollectionFixture<PackedFeed>
{
    public const string Name = "packages";
}
