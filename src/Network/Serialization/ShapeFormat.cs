namespace MlNetShallow.Serialization;

/// <summary>The binary form of a network's shape, as <see cref="NetworkFormat"/> describes it.</summary>
internal static class ShapeFormat
{
    public static void Write(BinaryWriter writer, NetworkShape shape)
    {
        writer.Write(shape.Inputs);
        writer.Write(shape.HiddenUnits);
        writer.Write(shape.Outputs);
        writer.Write((byte)shape.Activation);
        writer.Write((byte)shape.OutputLayer);
    }

    /// <exception cref="FormatException">The dimensions make no sense.</exception>
    public static NetworkShape Read(ref ByteReader reader)
    {
        int inputs = reader.ReadInt32(), hiddenUnits = reader.ReadInt32(), outputs = reader.ReadInt32();
        var (activation, outputLayer) = ((Activation)reader.ReadByte(), (OutputLayer)reader.ReadByte());
        try
        {
            return new NetworkShape(inputs, hiddenUnits, activation, outputLayer, outputs);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new FormatException("The network's dimensions make no sense; the model is damaged. " + error.Message, error);
        }
    }
}
