namespace MlNetShallow.Serialization;

/// <summary>What <see cref="NetworkFormat"/> keeps.</summary>
/// <param name="Network">The network.</param>
/// <param name="Report">How it was trained; null where that is not told, as in format version 1.</param>
/// <param name="Producer">The version of MlNetShallow that wrote it.</param>
public sealed record StoredNetwork(ShallowNetwork<float> Network, TrainingReport? Report, string Producer);
