namespace Microsoft.ML.Transforms;

/// <summary>Learns an offset and a factor for each slot of a vector, which bring its values to a like range.</summary>
public sealed class NormalizingEstimator : IEstimator<NormalizingTransformer>
{
    private readonly string _output;
    private readonly string _input;
    private readonly Func<IReadOnlyList<float>, (float Offset, float Factor)> _fit;

    internal NormalizingEstimator(
        string output, string input, Func<IReadOnlyList<float>, (float Offset, float Factor)> fit)
        => (_output, _input, _fit) = (output, input, fit);

    /// <summary>1 over the largest magnitude; 0 if all values are the same.</summary>
    internal static (float Offset, float Factor) FitMinMax(IReadOnlyList<float> values)
        => (0, values.Max() > values.Min() ? 1 / values.Max(Math.Abs) : 0);

    /// <summary>1 over the root of the mean square, or of the variance about the mean; 0 if all values are the same.</summary>
    internal static (float Offset, float Factor) FitMeanVariance(IReadOnlyList<float> values, bool fixZero)
    {
        double mean = fixZero ? 0 : values.Average(value => (double)value);
        double spread = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return ((float)mean, values.Max() > values.Min() ? (float)(1 / spread) : 0);
    }

    public NormalizingTransformer Fit(IDataView input)
    {
        CheckType(input.Schema.Find(_input));
        float[][] rows = [.. input.GetColumn<VBuffer<float>>(_input).Select(row => row.DenseValues().ToArray())];
        int size = ((VectorDataViewType)input.Schema[_input].Type).Size;
        return new NormalizingTransformer(_output, _input, [.. Enumerable.Range(0, size).Select(slot =>
            _fit([.. rows.Select(row => row[slot]).Where(value => !float.IsNaN(value)).DefaultIfEmpty()]))]);
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
    private readonly (float Offset, float Factor)[] _slots;

    internal NormalizingTransformer(string output, string input, (float Offset, float Factor)[] slots)
        => (_output, _input, _slots) = (output, input, slots);

    internal static ITransformer Load(ModelLoadContext ctx)
    {
        string[] names = ctx.Reader.ReadStrings();
        return new NormalizingTransformer(
            names[0], names[1], ctx.Reader.ReadMany(() => (ctx.Reader.ReadSingle(), ctx.Reader.ReadSingle())));
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        BinaryWriter writer = ctx.Begin(GetType());
        writer.WriteStrings(_output, _input);
        writer.Write(_slots.Length);
        foreach ((float offset, float factor) in _slots)
        {
            writer.Write(offset);
            writer.Write(factor);
        }
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
        float[] values = [.. value.DenseValues().Zip(_slots, (item, slot) => (item - slot.Offset) * slot.Factor)];
        value = new VBuffer<float>(values.Length, values);
    };
}
