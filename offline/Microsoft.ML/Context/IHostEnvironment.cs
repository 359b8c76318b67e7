namespace Microsoft.ML.Runtime;

/// <summary>Opens channels for messages.</summary>
public interface IChannelProvider
{
    IChannel Start(string name);
}

/// <summary>What components share: channels and the registered extensions.</summary>
public interface IHostEnvironment : IChannelProvider
{
    ComponentCatalog ComponentCatalog { get; }
}

/// <summary>The environment as ML.NET itself sees it.</summary>
internal interface IHostEnvironmentInternal : IHostEnvironment
{
    int? Seed { get; }
}
