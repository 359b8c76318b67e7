using System.Collections.ObjectModel;

namespace MlNetShallow.Serialization;

/// <summary>What <see cref="NetworkFormat"/> keeps.</summary>
/// <param name="Network">The network.</param>
/// <param name="Report">How it was trained; null where that is not known, as in format version 1.</param>
/// <param name="Producer">The version of MlNetShallow that wrote it.</param>
public sealed record StoredNetwork(ShallowNetwork<float> Network, TrainingReport? Report, string Producer)
{
    /// <summary>What else is noted of it, by name; none where nothing is, as in format versions 1 to 3. The names are those of
    /// whoever wrote them: ML.NET's trainers here note columns, classes and options.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
