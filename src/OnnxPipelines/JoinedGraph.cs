using System.Buffers.Binary;
using Google.Protobuf;
using MlNetShallow.Onnx;
using static MlNetShallow.Onnx.OnnxFields;

namespace MlNetShallow.OnnxPipelines;

/// <summary>
/// A graph under construction, of whole models, one after the other, and of single operations between them. All values that come
/// from a model get a name of their own; in the end only what the outputs depend on is kept.
/// </summary>
internal sealed class JoinedGraph
{
    private readonly List<(ProtoFields Node, string[] Inputs, string[] Outputs)> _nodes = [];
    private readonly Dictionary<string, ProtoFields> _constants = [];
    private readonly List<(string Value, ProtoFields Declaration)> _inputs = [];
    private readonly List<(string Value, ProtoFields Declaration)> _outputs = [];
    private readonly Dictionary<string, long> _operatorSets = [];
    private int _parts;

    /// <summary>The version of the file format that the newest of the models needs.</summary>
    public long IrVersion { get; private set; }

    /// <summary>Appends a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="nameOfPart">What its values are called after.</param>
    /// <param name="valueOfInput">The value here for each of its inputs; null where there is none, which is no matter as long as
    /// no output depends on it.</param>
    /// <returns>The values here, by the names of its outputs.</returns>
    public Dictionary<string, string> Append(ProtoFields model, string nameOfPart, Func<string, string?> valueOfInput)
    {
        string prefix = $"{++_parts}.{nameOfPart}/";
        IrVersion = Math.Max(IrVersion, model.Integer(Model.IrVersion));
        foreach (ProtoFields set in model.Messages(Model.OpsetImport))
            AddOperatorSet(set.Text(OperatorSetId.Domain), set.Integer(OperatorSetId.Version));

        ProtoFields graph = model.Messages(Model.Graph).Single();
        Dictionary<string, string> given = [];
        foreach (string input in graph.Messages(Graph.Input).Select(input => input.Text(ValueInfo.Name)))
        {
            if (valueOfInput(input) is { } value)
                given[input] = value;
        }

        foreach (ProtoFields constant in graph.Messages(Graph.Initializer))
            _constants[Here(constant.Text(Tensor.Name))] = constant.With(Tensor.Name, Here);
        var mending = new TextMending(this);
        foreach (ProtoFields node in graph.Messages(Graph.Node))
        {
            CheckHasNoGraphs(node);
            mending.Append(node.With(Node.Input, Here).With(Node.Output, Here).With(Node.Name, name => prefix + name));
        }

        return graph.Messages(Graph.Output).Select(output => output.Text(ValueInfo.Name)).ToDictionary(name => name, Here);

        // An empty name stands for an input that is left out.
        string Here(string name) => name.Length == 0 ? name : given.TryGetValue(name, out string? value) ? value : prefix + name;
    }

    /// <summary>Appends an operation.</summary>
    /// <returns>The value that it makes.</returns>
    public string Append(string operation, string[] inputs, params (string Name, long Value)[] attributes)
    {
        string output = $"{++_parts}.{operation}";
        Append(operation, inputs, output, attributes);
        return output;
    }

    /// <summary>Appends an operation.</summary>
    public void Append(string operation, string[] inputs, string output, params (string Name, long Value)[] attributes)
    {
        var node = new ProtoFields();
        foreach (string input in inputs)
            node.Add(Node.Input, input);
        node.Add(Node.Output, output).Add(Node.Name, $"{++_parts}.{operation}").Add(Node.OpType, operation);
        foreach ((string name, long value) in attributes)
        {
            node.Add(Node.Attribute, new ProtoFields()
                .Add(OnnxFields.Attribute.Name, name)
                .Add(OnnxFields.Attribute.I, value)
                .Add(OnnxFields.Attribute.Type, OnnxFields.Attribute.TypeInt));
        }

        Append(node);
    }

    /// <summary>Appends an operation on values here.</summary>
    public void Append(ProtoFields node)
    {
        // ML.NET's tokenizers are ONNX Runtime's own; the converter does not declare their operator set.
        if (node.Text(Node.Domain) is { Length: > 0 } domain && !_operatorSets.ContainsKey(domain))
            AddOperatorSet(domain, 1);
        _nodes.Add((node, node.Texts(Node.Input), node.Texts(Node.Output)));
    }

    /// <summary>Adds a vector of whole numbers.</summary>
    public string Constant(params long[] values)
    {
        var bytes = new byte[sizeof(long) * values.Length];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(long) * i), values[i]);
        return Constant(Tensor.Int64, bytes, values.Length);
    }

    /// <summary>Adds a vector of one number.</summary>
    public string Constant(float value)
    {
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return Constant(Tensor.Float, bytes, 1);
    }

    /// <summary>Declares an input as another model declares it.</summary>
    public void DeclareInput(ProtoFields declaration) => _inputs.Add((declaration.Text(ValueInfo.Name), declaration));

    /// <summary>Declares an output under a name of its own, with type and shape as another model declares it.</summary>
    public void DeclareOutput(string name, string value, ProtoFields declaration)
        => _outputs.Add((value, declaration.With(ValueInfo.Name, _ => name)));

    public ProtoFields ToModel(string producer, string version, IEnumerable<ByteString> metadata)
    {
        foreach ((string value, ProtoFields declaration) in _outputs)
            Append("Identity", [value], declaration.Text(ValueInfo.Name));

        var model = new ProtoFields()
            .Add(Model.IrVersion, IrVersion)
            .Add(Model.ProducerName, producer)
            .Add(Model.ProducerVersion, version)
            .Add(Model.Graph, ToGraph());
        foreach ((string domain, long set) in _operatorSets)
        {
            model.Add(
                Model.OpsetImport, new ProtoFields().Add(OperatorSetId.Domain, domain).Add(OperatorSetId.Version, set));
        }

        foreach (ByteString entry in metadata)
            model.Add(Model.MetadataProps, entry);
        return model;
    }

    private ProtoFields ToGraph()
    {
        // Nodes stand in the order of their computation, so one way back finds all that is needed.
        HashSet<string> needed = [.. _outputs.Select(output => output.Declaration.Text(ValueInfo.Name))];
        var nodes = new List<ProtoFields>();
        foreach ((ProtoFields node, string[] inputs, string[] outputs) in Enumerable.Reverse(_nodes))
        {
            if (!outputs.Any(needed.Contains))
                continue;
            needed.UnionWith(inputs);
            nodes.Add(node);
        }

        bool takesOneRow = nodes.Exists(GoesOverRows);
        var graph = new ProtoFields();
        foreach (ProtoFields node in Enumerable.Reverse(nodes))
            graph.Add(Graph.Node, node);
        graph.Add(Graph.Name, "shallow_network_pipeline");
        foreach ((string name, ProtoFields constant) in _constants)
        {
            if (needed.Contains(name))
                graph.Add(Graph.Initializer, constant);
        }

        foreach ((string name, ProtoFields declaration) in _inputs)
        {
            if (needed.Contains(name))
                graph.Add(Graph.Input, takesOneRow ? OfOneRow(declaration) : declaration);
        }

        foreach ((_, ProtoFields declaration) in _outputs)
            graph.Add(Graph.Output, takesOneRow ? OfOneRow(declaration) : declaration);
        return graph;
    }

    /// <summary>Whether an operation squeezes, sums up, … the dimension of the rows, as ML.NET's converter has it for stop words
    /// and word embeddings: it can be right for one row alone.</summary>
    private static bool GoesOverRows(ProtoFields node) => node.Messages(Node.Attribute).Any(attribute =>
        attribute.Text(OnnxFields.Attribute.Name) == "axes" && attribute.Integers(OnnxFields.Attribute.Ints).Contains(0));

    /// <summary>The declaration of an input or output whose first dimension is 1, so that engines refuse more rows.</summary>
    private static ProtoFields OfOneRow(ProtoFields declaration)
    {
        bool isFirst = true;
        return declaration.With(ValueInfo.Type, type => type.With(ValueInfo.TypeTensor, tensor => tensor.With(
            ValueInfo.TensorShape, shape => shape.With(ValueInfo.ShapeDimension, dimension =>
            {
                ProtoFields kept = isFirst ? new ProtoFields().Add(ValueInfo.DimensionValue, 1L) : dimension;
                isFirst = false;
                return kept;
            }))));
    }

    private string Constant(int elementType, byte[] bytes, int length)
    {
        string name = $"{++_parts}.Constant";
        _constants[name] = new ProtoFields()
            .Add(Tensor.Dims, length)
            .Add(Tensor.DataType, elementType)
            .Add(Tensor.Name, name)
            .Add(Tensor.RawData, UnsafeByteOperations.UnsafeWrap(bytes));
        return name;
    }

    private void AddOperatorSet(string domain, long version)
    {
        if (_operatorSets.TryGetValue(domain, out long other) && other != version)
        {
            throw new NotSupportedException(
                $"Parts of the pipeline are written in versions {other} and {version} of ONNX's operators '{domain}'.");
        }

        _operatorSets[domain] = version;
    }

    private static void CheckHasNoGraphs(ProtoFields node)
    {
        foreach (ProtoFields attribute in node.Messages(Node.Attribute))
        {
            if (attribute.Has(OnnxFields.Attribute.G) || attribute.Has(OnnxFields.Attribute.Graphs))
            {
                throw new NotSupportedException(
                    $"The operation {node.Text(Node.OpType)} has a graph within, which is not joined.");
            }
        }
    }
}
