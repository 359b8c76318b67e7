namespace Microsoft.ML.Transforms;

/// <summary>Learns a factor for each slot of a vector, which brings its values to a like range and leaves zeros.</summary>
public sealed class NormalizingEstimator : IEstimator<NormalizingTransformer>
{
    private readonly string _output;
    private readonly string _input;
    private readonly Func<IReadOnlyList<float>, float> _scale;

    internal NormalizingEstimator(string output, string input, Func<IReadOnlyList<float>, float> scale) =>
        (_output, _input, _scale) = (output, input, scale);

    /// <summary>1 over the largest magnitude; 0 if all values are the same.</summary>
    internal static float MinMaxScale(IReadOnlyList<float> values) =>
        values.Max() > values.Min() ? 1 / values.Max(Math.Abs) : 0;

    /// <summary>1 over the root of the mean square; 0 if all values are the same.</summary>
    internal static float MeanVarianceScale(IReadOnlyList<float> values) =>
        values.Max() > values.Min() ? 1 / (float)Math.Sqrt(values.Average(value => (double)value * value)) : 0;

    public NormalizingTransformer Fit(IDataView input)
    {
        CheckType(input.Schema.Find(_input));
        float[][] rows = [.. input.GetColumn<VBuffer<float>>(_input).Select(row => row.DenseValues().ToArray())];
        int size = ((VectorDataViewType)input.Schema[_input].Type).Size;
        return new NormalizingTransformer(_output, _input, [.. Enumerable.Range(0, size).Select(slot =>
            _scale([.. rows.Select(row => row[slot]).Where(value => !float.IsNaN(value)).DefaultIfEmpty()]))]);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column input = inputSchema.Find(_input);
        var slotNames = input.Annotations.Where(annotation => annotation.Name == AnnotationsExtensions.SlotNames);
        return inputSchema.With(new SchemaShape.Column(
            _output, input.Kind, input.ItemType, isKey: false,
            new([SchemaShape.Column.Create(AnnotationsExtensions.IsNormalized, BooleanDataViewType.Instance), .. slotNames])));
    }

    internal static void CheckType(DataViewSchema.Column column) => Contracts.Check(
        column.Type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType.Equals(NumberDataViewType.Single),
        $"The offline subset of ML.NET normalizes only known-size vectors of Single, not '{column}'.");
}

/// <inheritdoc cref="NormalizingEstimator"/>
public sealed class NormalizingTransformer : RowToRowTransformerBase
{
    private readonly string _output;
    private readonly string _input;
    private readonly float[] _scales;

    internal NormalizingTransformer(string output, string input, float[] scales) =>
        (_output, _input, _scales) = (output, input, scales);

    internal static ITransformer Load(ModelLoadContext ctx)
    {
        string[] names = ctx.Reader.ReadStrings();
        return new NormalizingTransformer(names[0], names[1], ctx.Reader.ReadMany(ctx.Reader.ReadSingle));
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        BinaryWriter writer = ctx.Begin(GetType());
        writer.WriteStrings(_output, _input);
        writer.Write(_scales.Length);
        Array.ForEach(_scales, writer.Write);
    }

    private protected override RowMapping Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column input = inputSchema.Find(_input);
        NormalizingEstimator.CheckType(input);
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(AnnotationsExtensions.IsNormalized, BooleanDataViewType.Instance, (ref bool value) => value = true);
        annotations.Add(input.Annotations, kind => kind == AnnotationsExtensions.SlotNames);
        var output = new DataViewSchema.DetachedColumn(_output, input.Type, annotations.ToAnnotations());
        return new RowMapping(inputSchema, new([AddedColumn.Create(
            output, [input], row => MakeGetter(row.GetGetter<VBuffer<float>>(input)))]));
    }

    private ValueGetter<VBuffer<float>> MakeGetter(ValueGetter<VBuffer<float>> getInput) => (ref VBuffer<float> value) =>
    {
        getInput(ref value);
        VBufferEditor<float> editor = VBufferEditor.CreateFromBuffer(ref value);
        for (int i = 0; i < editor.Values.Length; i++)
            editor.Values[i] *= _scales[value.IsDense ? i : editor.Indices[i]];
        value = editor.Commit();
    };
}
