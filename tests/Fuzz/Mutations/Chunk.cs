namespace MlNetShallow.Fuzz.Mutations;

/// <summary>A part of a file that says its kind and its length.</summary>
/// <param name="Kind">Four letters, or a marker.</param>
/// <param name="Data">What it holds.</param>
internal sealed record Chunk(string Kind, byte[] Data);
