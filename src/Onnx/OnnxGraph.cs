using System.Buffers.Binary;
using Google.Protobuf;
using static MlNetShallow.Onnx.OnnxFields;

namespace MlNetShallow.Onnx;

/// <summary>A graph under construction: nodes in the order of their computation, values by their names.</summary>
internal sealed class OnnxGraph
{
    private const string Examples = "N";

    private readonly ProtoMessage _graph = new ProtoMessage().Add(Graph.Name, "shallow_network");

    /// <summary>Declares an input or output of <see cref="OnnxFields.Graph"/>.</summary>
    /// <param name="field">Which of both.</param>
    /// <param name="name">The name of the value.</param>
    /// <param name="elementType">One of <see cref="Tensor"/>.</param>
    /// <param name="columns">The second dimension; null for a vector. The first is the number of examples.</param>
    /// <param name="description">What it is, for people.</param>
    public void Declare(int field, string name, int elementType, int? columns, string description)
    {
        ProtoMessage shape = new ProtoMessage()
            .Add(ValueInfo.ShapeDimension, new ProtoMessage().Add(ValueInfo.DimensionParameter, Examples));
        if (columns is { } count)
            shape.Add(ValueInfo.ShapeDimension, new ProtoMessage().Add(ValueInfo.DimensionValue, count));
        ProtoMessage tensor = new ProtoMessage()
            .Add(ValueInfo.TensorElementType, elementType)
            .Add(ValueInfo.TensorShape, shape);
        _graph.Add(field, new ProtoMessage()
            .Add(ValueInfo.Name, name)
            .Add(ValueInfo.Type, new ProtoMessage().Add(ValueInfo.TypeTensor, tensor))
            .Add(ValueInfo.DocString, description));
    }

    /// <summary>Adds constants in single precision, row by row.</summary>
    public void AddConstant(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> dimensions)
    {
        var bytes = new byte[sizeof(float) * values.Length];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), values[i]);
        AddConstant(name, Tensor.Float, bytes, dimensions);
    }

    /// <summary>Adds a vector of one whole number.</summary>
    public void AddConstant(string name, long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        AddConstant(name, Tensor.Int64, bytes, 1);
    }

    private void AddConstant(string name, int elementType, byte[] bytes, params ReadOnlySpan<int> dimensions)
    {
        var tensor = new ProtoMessage();
        foreach (int dimension in dimensions)
            tensor.Add(Tensor.Dims, dimension);
        tensor.Add(Tensor.DataType, elementType).Add(Tensor.Name, name);
        tensor.Add(Tensor.RawData, UnsafeByteOperations.UnsafeWrap(bytes));
        _graph.Add(Graph.Initializer, tensor);
    }

    /// <summary>Adds an operation.</summary>
    /// <param name="operation">Its name in ONNX.</param>
    /// <param name="inputs">The values that it reads.</param>
    /// <param name="output">The value that it makes.</param>
    /// <param name="attributes">Its attributes: whole numbers or numbers in single precision.</param>
    public void AddNode(string operation, string[] inputs, string output, params (string Name, object Value)[] attributes)
        => AddNode(operation, inputs, [output], attributes);

    /// <summary>Adds an operation of several outputs.</summary>
    /// <param name="operation">Its name in ONNX.</param>
    /// <param name="inputs">The values that it reads.</param>
    /// <param name="outputs">The values that it makes.</param>
    /// <param name="attributes">Its attributes: whole numbers or numbers in single precision.</param>
    public void AddNode(
        string operation, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes)
    {
        var node = new ProtoMessage();
        foreach (string input in inputs)
            node.Add(Node.Input, input);
        foreach (string output in outputs)
            node.Add(Node.Output, output);
        node.Add(Node.Name, $"{operation}_{outputs[0]}").Add(Node.OpType, operation);
        foreach ((string name, object value) in attributes)
        {
            ProtoMessage attribute = new ProtoMessage().Add(OnnxFields.Attribute.Name, name);
            _ = value is float number
                ? attribute.Add(OnnxFields.Attribute.F, number).Add(OnnxFields.Attribute.Type, OnnxFields.Attribute.TypeFloat)
                : attribute.Add(OnnxFields.Attribute.I, (int)value).Add(OnnxFields.Attribute.Type, OnnxFields.Attribute.TypeInt);
            node.Add(Node.Attribute, attribute);
        }

        _graph.Add(Graph.Node, node);
    }

    public ProtoMessage ToMessage() => _graph;
}
