namespace MlNetShallow.Fuzz;

/// <summary>Something that reads files from anybody.</summary>
internal interface ITarget
{
    /// <summary>Makes an input.</summary>
    byte[] Make(Random random);

    /// <summary>Reads it.</summary>
    /// <returns>True where it was read, false where it was refused as documented.</returns>
    /// <exception cref="Exception">Any is a finding.</exception>
    bool Read(byte[] input);
}
