using MlNetShallow.Onnx;
using static MlNetShallow.Onnx.OnnxFields;

namespace MlNetShallow.OnnxPipelines;

/// <summary>What ML.NET's converter writes of texts, mended where it is right for one row alone or in some engines alone.</summary>
/// <param name="graph">The graph that the operations become part of.</param>
internal sealed class TextMending(JoinedGraph graph)
{
    // What the converter fills up rows of fewer words with, and what no text has.
    private const string Pad = "#";
    private const string NoCharacter = "\uFFFF";

    // The values that have words, of each text in a row of the last dimension.
    private readonly HashSet<string> _words = [];

    /// <summary>Appends an operation, or those that do in all cases what it should do.</summary>
    public void Append(ProtoFields node)
    {
        switch (node.Text(Node.OpType))
        {
            case "Tokenizer":
                _words.UnionWith(node.Texts(Node.Output));
                graph.Append(WithAttribute(
                    node, "pad_value", value => value.With(OnnxFields.Attribute.S, pad => pad == Pad ? NoCharacter : pad)));
                break;
            case "Reshape" when _words.Contains(node.Texts(Node.Input)[0]):
                AppendRowsOfWords(node);
                break;
            case "TfIdfVectorizer":
                AppendNgrams(WithAttribute(node, "min_gram_length", _ => OfAllLengths()));
                break;
            default:
                graph.Append(node);
                break;
        }
    }

    /// <summary>The converter puts the words of all rows into one row; here each keeps its own.</summary>
    private void AppendRowsOfWords(ProtoFields node)
    {
        string words = node.Texts(Node.Input)[0], shape = graph.Constant(0L, -1L);
        graph.Append(node.With(Node.Input, name => name == words ? name : shape));
    }

    private void AppendNgrams(ProtoFields node)
    {
        if (IsWeighted(node))
            AppendInOrderOfPool(node);
        else
            graph.Append(node);
    }

    /// <summary>
    /// ONNX has the weights of n-grams in the order of the pool, which is by their length. The converter writes them in the order
    /// of the columns, as ONNX Runtime took them before version 1.31 (its pull request 31700). Where both orders are one, all agree:
    /// so the columns are made in the order of the pool, and put into theirs afterwards.
    /// </summary>
    private void AppendInOrderOfPool(ProtoFields node)
    {
        long[] columns = Attribute(node, "ngram_indexes").Integers(OnnxFields.Attribute.Ints);
        float[] weights = Attribute(node, "weights").Singles(OnnxFields.Attribute.Floats);
        var places = new long[columns.Length];
        for (int i = 0; i < columns.Length; i++)
            places[columns[i]] = i;

        string output = node.Texts(Node.Output).Single(), inOrderOfPool = output + "/pool";
        node = WithAttribute(node, "ngram_indexes", _ => Named("ngram_indexes", OnnxFields.Attribute.TypeInts).AddAll(
            OnnxFields.Attribute.Ints, Enumerable.Range(0, columns.Length).Select(i => (long)i)));
        node = WithAttribute(node, "weights", _ => Named("weights", OnnxFields.Attribute.TypeFloats).AddAll(
            OnnxFields.Attribute.Floats, columns.Select(column => weights[column])));
        graph.Append(node.With(Node.Output, _ => inOrderOfPool));
        graph.Append("Gather", [inOrderOfPool, graph.Constant(places)], output, ("axis", 1));
    }

    /// <summary>The pool has the n-grams of the lengths that count, and no others. A loaded model of ML.NET has forgotten that
    /// shorter ones count, too, and the converter would have them left out.</summary>
    private static ProtoFields OfAllLengths()
        => Named("min_gram_length", OnnxFields.Attribute.TypeInt).Add(OnnxFields.Attribute.I, 1L);

    private static bool IsWeighted(ProtoFields node)
        => node.Messages(Node.Attribute).Any(attribute => attribute.Text(OnnxFields.Attribute.Name) == "mode"
            && attribute.Text(OnnxFields.Attribute.S) != "TF");

    private static ProtoFields Named(string name, long type)
        => new ProtoFields().Add(OnnxFields.Attribute.Name, name).Add(OnnxFields.Attribute.Type, type);

    private static ProtoFields Attribute(ProtoFields node, string name)
        => node.Messages(Node.Attribute).Single(attribute => attribute.Text(OnnxFields.Attribute.Name) == name);

    private static ProtoFields WithAttribute(ProtoFields node, string name, Func<ProtoFields, ProtoFields> change)
        => node.With(
            Node.Attribute,
            attribute => attribute.Text(OnnxFields.Attribute.Name) == name ? change(attribute) : attribute);
}
