using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.Trainer.Tests.Scoring;

/// <summary>Rows scored in blocks have the scores that each has alone, to the last bit.</summary>
public class BlockScoringTests
{
    // Blocks of 1, 4, 16, 64 and 256 rows end after 1, 5, 21, 85, 341 and 597 rows.
    private static readonly int[] Counts =
        [0, 1, 2, 3, 4, 5, 6, 20, 21, 22, 84, 85, 86, 255, 256, 257, 340, 341, 342, 596, 597, 598, 1000];

    public static TheoryData<string, Activation> EveryActivation
    {
        get
        {
            var data = new TheoryData<string, Activation>();
            foreach (string elements in (string[])["singles", "bytes", "mixed"])
            {
                foreach (Activation activation in Enum.GetValues<Activation>())
                    data.Add(elements, activation);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EveryActivation))]
    public void AnyNumberOfRowsHasTheBitsOfSingleRows(string elements, Activation activation)
    {
        ShallowNetworkTransformer model = ScoringData.Model(activation: activation);
        float[] expected = ScoringData.ScoresOfSingleRows(model, Rows(elements, 1000, ScoringData.Inputs));

        foreach (int count in Counts)
        {
            float[] scores = [.. model.Transform(Rows(elements, count, ScoringData.Inputs)).GetColumn<float>("Score")];
            AssertSameBits(expected.AsSpan(0, count), scores);
        }
    }

    [Theory]
    [InlineData("singles", 1, 1)]
    [InlineData("singles", 2000, 0)]
    [InlineData("singles", 2000, 19)]
    [InlineData("bytes", 2000, 0)]
    [InlineData("bytes", 2000, 19)]
    [InlineData("mixed", 2000, 19)]
    public void AnyNumberOfThreadsGivesTheSameBits(string elements, int inputs, int hiddenUnits)
    {
        ShallowNetworkTransformer model = ScoringData.Model(inputs, hiddenUnits, Activation.Sigmoid);
        float[] expected = ScoringData.ScoresOfSingleRows(model, Rows(elements, 400, inputs));

        foreach (int threads in (int[])[1, 2, 3, 8])
        {
            IDataView rows = Rows(elements, 400, inputs);
            var mapper = new PredictionMapper(
                rows.Schema, new(rows.Schema["Features"], Offset: null), model.Model.Network, BinaryColumns.Instance);
            DataViewSchema.Column score = mapper.OutputSchema["Score"];
            using DataViewRowCursor cursor =
                mapper.CreateCursor(rows.GetRowCursor(mapper.GetDependencies([score])), [score], threads);
            AssertSameBits(expected, Scores(cursor));
        }
    }

    [Fact]
    public void ManyReadersAtOnceGetTheSameBits()
    {
        ShallowNetworkTransformer model = ScoringData.Model();
        float[] expected = ScoringData.ScoresOfSingleRows(model, ScoringData.Rows(ScoringData.Mixed(1000)));

        Parallel.For(0, 32, new ParallelOptions { MaxDegreeOfParallelism = 32 }, _ =>
        {
            using DataViewRowCursor cursor = ScoringData.Open(model, ScoringData.Rows(ScoringData.Mixed(1000)), "Score");
            AssertSameBits(expected, Scores(cursor));
        });
    }

    [Fact]
    public void AShuffledCursorGivesEachRowItsScore()
    {
        ShallowNetworkTransformer model = ScoringData.Model();
        float[] expected = ScoringData.ScoresOfSingleRows(model, ScoringData.Rows(ScoringData.Singles(700)));
        IDataView scored = model.Transform(ScoringData.Rows(ScoringData.Singles(700)));

        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Name"], scored.Schema["Score"]], new Random(8));

        var rows = new List<int>();
        var getName = cursor.Getter<ReadOnlyMemory<char>>("Name");
        ValueGetter<float> getScore = cursor.Getter<float>("Score");
        while (cursor.MoveNext())
        {
            rows.Add(int.Parse(ScoringData.Read(getName).Span["row ".Length..]));
            Assert.Equal(expected[rows[^1]], ScoringData.Read(getScore));
        }

        Assert.NotEqual(Enumerable.Range(0, 700), rows);
        Assert.Equal(Enumerable.Range(0, 700), rows.Order());
    }

    [Fact]
    public void ASetOfCursorsGivesEachRowOnce()
    {
        ShallowNetworkTransformer model = ScoringData.Model();
        float[] expected = ScoringData.ScoresOfSingleRows(model, ScoringData.Rows(ScoringData.Singles(3000)));
        IDataView scored = model.Transform(new MLContext().Data.Cache(ScoringData.Rows(ScoringData.Singles(3000))));

        DataViewRowCursor[] cursors = scored.GetRowCursorSet([scored.Schema["Score"]], 4);

        var scores = new float[3000];
        Parallel.ForEach(cursors, cursor =>
        {
            using (cursor)
            {
                ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
                ValueGetter<float> getScore = cursor.Getter<float>("Score");
                while (cursor.MoveNext())
                    scores[ScoringData.Read(getId).Low] += ScoringData.Read(getScore);
            }
        });
        AssertSameBits(expected, scores);
    }

    [Theory]
    [InlineData("singles")]
    [InlineData("bytes")]
    public void ScoringSingleRowsAllocatesNothing(string elements)
    {
        ShallowNetworkTransformer model = ScoringData.Model();
        IDataView rows = Rows(elements, 200, ScoringData.Inputs);
        IRowToRowMapper mapper = model.GetRowToRowMapper(rows.Schema);
        DataViewSchema.Column score = mapper.OutputSchema["Score"];
        using DataViewRowCursor cursor = rows.GetRowCursor(mapper.GetDependencies([score]));
        using DataViewRow row = mapper.GetRow(cursor, [score]);
        ValueGetter<float> getScore = row.GetGetter<float>(score);
        // The runtime itself may allocate in one pass or another, when it compiles something anew; rows would in each.
        long least = long.MaxValue;
        for (int pass = 0; pass < 10; pass++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
            {
                cursor.MoveNext();
                ScoringData.Read(getScore);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static IDataView Rows(string elements, int count, int inputs) => elements switch
    {
        "singles" => ScoringData.Rows(ScoringData.Singles(count, inputs)),
        "bytes" => ScoringData.Rows(ScoringData.Bytes(count, inputs)),
        _ => ScoringData.Rows(ScoringData.Mixed(count, inputs)),
    };

    private static float[] Scores(DataViewRowCursor cursor)
    {
        ValueGetter<float> getScore = cursor.Getter<float>("Score");
        var scores = new List<float>();
        while (cursor.MoveNext())
            scores.Add(ScoringData.Read(getScore));
        return [.. scores];
    }

    private static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int row = 0; row < expected.Length; row++)
        {
            Assert.True(
                BitConverter.SingleToInt32Bits(expected[row]) == BitConverter.SingleToInt32Bits(actual[row]),
                $"Row {row} of {expected.Length}: {expected[row]:R} alone, {actual[row]:R} in its block");
        }
    }
}
