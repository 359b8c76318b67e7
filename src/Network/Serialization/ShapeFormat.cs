namespace MlNetShallow.Serialization;

/// <summary>The binary form of a network's shape, as <see cref="NetworkFormat"/> describes it.</summary>
internal static class ShapeFormat
{
    /// <summary>Whether the form that has room for one hidden layer tells all of a shape. It is kept to as long as it does, so
    /// that earlier versions of the project read it.</summary>
    public static bool IsTold(NetworkShape shape) => shape.HiddenLayers.Count < 2;

    /// <summary>Writes a shape that has one hidden layer or none.</summary>
    public static void Write(BinaryWriter writer, NetworkShape shape)
    {
        writer.Write(shape.Inputs);
        writer.Write(shape.HiddenUnits);
        writer.Write(shape.Outputs);
        WriteFunctions(writer, shape);
    }

    /// <summary>Writes any shape.</summary>
    public static void WriteLayers(BinaryWriter writer, NetworkShape shape)
    {
        writer.Write(shape.Inputs);
        writer.Write(shape.HiddenLayers.Count);
        foreach (int units in shape.HiddenLayers)
            writer.Write(units);
        writer.Write(shape.Outputs);
        WriteFunctions(writer, shape);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The dimensions make no sense.</exception>
    public static NetworkShape Read(ref ByteReader reader)
    {
        int inputs = reader.ReadInt32(), hiddenUnits = reader.ReadInt32(), outputs = reader.ReadInt32();
        return Make(ref reader, inputs, [hiddenUnits], outputs);
    }

    /// <summary>Reads what <see cref="WriteLayers"/> wrote.</summary>
    /// <exception cref="FormatException">The dimensions make no sense.</exception>
    public static NetworkShape ReadLayers(ref ByteReader reader)
    {
        int inputs = reader.ReadInt32(), layers = reader.ReadInt32();
        if (layers is < 0 or > NetworkShape.MostHiddenLayers)
        {
            throw new FormatException(
                $"The network has {layers} hidden layers, of which there are 0 to {NetworkShape.MostHiddenLayers}; " +
                "the model is damaged.");
        }

        var hiddenUnits = new int[layers];
        for (int i = 0; i < layers; i++)
            hiddenUnits[i] = reader.ReadInt32();
        return Make(ref reader, inputs, hiddenUnits, reader.ReadInt32());
    }

    private static void WriteFunctions(BinaryWriter writer, NetworkShape shape)
    {
        writer.Write((byte)shape.Activation);
        writer.Write((byte)shape.OutputLayer);
    }

    private static NetworkShape Make(ref ByteReader reader, int inputs, int[] hiddenUnits, int outputs)
    {
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
