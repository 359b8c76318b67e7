using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests.Scoring;

/// <summary>A reader of scored data doesn't notice that rows are read ahead of it.</summary>
public class ReadAheadTests
{
    private const int Count = 700;

    private readonly ShallowNetworkTransformer _model = ScoringData.Model();
    private readonly VBuffer<float>[] _features = ScoringData.Mixed(Count);

    [Fact]
    public void TheOtherColumnsStayInStep()
    {
        float[] expected = ScoringData.ScoresOfSingleRows(_model, ScoringData.Rows(_features));
        using DataViewRowCursor cursor = ScoringData.Open(
            _model, ScoringData.Rows(_features), "Features", "Label", "Name", "Group", "Counts", "Score");
        var getScore = cursor.Getter<float>("Score");
        var getLabel = cursor.Getter<bool>("Label");
        var getName = cursor.Getter<ReadOnlyMemory<char>>("Name");
        var getGroup = cursor.Getter<uint>("Group");
        var getCounts = cursor.Getter<VBuffer<int>>("Counts");
        var getFeatures = cursor.Getter<VBuffer<float>>("Features");
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
        VBuffer<int> counts = default;
        VBuffer<float> features = default;

        Assert.Equal(-1, cursor.Position);
        int row = 0;
        for (; cursor.MoveNext(); row++)
        {
            Assert.Equal((row, ScriptedRows<float>.Batch(row)), (cursor.Position, cursor.Batch));
            if (row % 7 == 5)
                continue;
            getCounts(ref counts);
            getFeatures(ref features);
            Assert.Equal(ScriptedRows<float>.Counts(row), counts.GetValues());
            Assert.Equal(_features[row].GetIndices(), features.GetIndices());
            Assert.Equal(_features[row].GetValues(), features.GetValues());
            Assert.Equal(ScriptedRows<float>.Label(row), ScoringData.Read(getLabel));
            Assert.Equal(ScriptedRows<float>.Name(row), ScoringData.Read(getName).ToString());
            Assert.Equal(ScriptedRows<float>.Group(row), ScoringData.Read(getGroup));
            Assert.Equal(new DataViewRowId((ulong)row, 7), ScoringData.Read(getId));
            Assert.Equal(expected[row], ScoringData.Read(getScore));
            Assert.Equal(expected[row], ScoringData.Read(getScore));
        }

        Assert.Equal(Count, row);
        Assert.Equal(-1, cursor.Position);
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void WhatAReaderWritesIntoAVectorStaysWithIt()
    {
        using DataViewRowCursor cursor = ScoringData.Open(_model, ScoringData.Rows(_features), "Features", "Score");
        var getFeatures = cursor.Getter<VBuffer<float>>("Features");
        VBuffer<float> features = default;
        for (int row = 0; cursor.MoveNext(); row++)
        {
            getFeatures(ref features);
            VBufferEditor.CreateFromBuffer(ref features).Values.Fill(99);
            getFeatures(ref features);
            Assert.Equal(_features[row].GetValues(), features.GetValues());
        }
    }

    [Fact]
    public void AGetterMadeInTheMiddleOfABlockServesItsRow()
    {
        using DataViewRowCursor cursor = ScoringData.Open(_model, ScoringData.Rows(_features), "Name", "Score");
        for (int row = 0; row < 30; row++)
            Assert.True(cursor.MoveNext());

        Assert.Equal("row 29", ScoringData.Read(cursor.Getter<ReadOnlyMemory<char>>("Name")).ToString());
        Assert.Throws<InvalidOperationException>(() => cursor.Getter<float>("Name"));
        Assert.Throws<ArgumentException>(() => cursor.Getter<bool>("Label"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(5, 5)]
    [InlineData(6, 21)]
    [InlineData(22, 85)]
    [InlineData(86, 149)]
    [InlineData(150, 213)]
    [InlineData(662, Count)]
    public void AReaderWhoStopsEarlyHasNotHadManyRowsReadAhead(int rows, int read)
    {
        ScriptedRows<float> source = ScoringData.Rows(_features);
        using DataViewRowCursor cursor = ScoringData.Open(_model, source, "Score");

        for (int row = 0; row < rows; row++)
            Assert.True(cursor.MoveNext());

        Assert.Equal(read, source.RowsRead);
    }

    [Fact]
    public void WithoutAPredictionNothingIsReadAhead()
    {
        ScriptedRows<float> source = ScoringData.Rows(_features);
        using DataViewRowCursor cursor = ScoringData.Open(_model, source, "Name");

        for (int row = 0; row < 30; row++)
            Assert.True(cursor.MoveNext());

        Assert.Equal(30, source.RowsRead);
    }

    [Fact]
    public void LongRowsAreReadAheadByTheirBytes()
    {
        // 16 MB hold 16 rows of 2^18 values of 4 bytes.
        ShallowNetworkTransformer model = ScoringData.Model(inputs: 1 << 18, hiddenUnits: 0);
        var row = new VBuffer<float>(1 << 18, new float[1 << 18]);
        ScriptedRows<float> source = ScoringData.Rows([.. Enumerable.Repeat(row, 60)]);
        using DataViewRowCursor cursor = ScoringData.Open(model, source, "Score");

        for (int i = 0; i < 22; i++)
            Assert.True(cursor.MoveNext());

        Assert.Equal(21 + 16, source.RowsRead);
    }

    [Fact]
    public void AValueThatIsOnlyLentIsServedOnItsRow()
    {
        float[] expected = ScoringData.ScoresOfSingleRows(_model, ScoringData.Rows(_features));
        ScriptedRows<float> source = ScoringData.Rows(_features);
        using DataViewRowCursor cursor = ScoringData.Open(_model, source, "Loan", "Score");
        ValueGetter<Loan> getLoan = cursor.Getter<Loan>("Loan");
        ValueGetter<float> getScore = cursor.Getter<float>("Score");
        for (int row = 0; cursor.MoveNext(); row++)
        {
            Assert.Equal(row, ScoringData.Read(getLoan).Row);
            Assert.Equal(expected[row], ScoringData.Read(getScore));
            Assert.Equal(row + 1, source.RowsRead);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(300)]
    [InlineData(Count - 1)]
    public void FeaturesThatCannotBeReadFailInTheirRowAlone(int bad)
        => AssertOnlyFails<IOException>(
            bad,
            new ScriptedRows<float>(NumberDataViewType.Single, _features) { FeaturesFail = row => row == bad },
            $"The features of row {bad} can't be read.");

    [Fact]
    public void WhatFailedIsNotTriedAgain()
    {
        int failures = 0;
        var source = new ScriptedRows<float>(NumberDataViewType.Single, _features)
        {
            FeaturesFail = row => row == 7 && failures++ == 0,
        };
        using DataViewRowCursor cursor = ScoringData.Open(_model, source, "Score");
        ValueGetter<float> getScore = cursor.Getter<float>("Score");
        for (int row = 0; row <= 7; row++)
            Assert.True(cursor.MoveNext());

        Assert.Throws<IOException>(() => ScoringData.Read(getScore));
        Assert.Throws<IOException>(() => ScoringData.Read(getScore));
        Assert.Equal(1, failures);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(300)]
    public void AVectorOfAnotherLengthFailsInItsRowAlone(int bad)
    {
        VBuffer<float>[] features = [.. _features];
        features[bad] = new VBuffer<float>(3, [1, 2, 3]);
        AssertOnlyFails<InvalidOperationException>(
            bad, ScoringData.Rows(features), "The feature column 'Features' has 3 values in a row; the network takes 5.");
    }

    [Fact]
    public void ARowWithAColumnThatCannotBeReadStillHasItsScore()
    {
        float[] expected = ScoringData.ScoresOfSingleRows(_model, ScoringData.Rows(_features));
        var source = new ScriptedRows<float>(NumberDataViewType.Single, _features) { NamesFail = row => row % 100 == 30 };
        using DataViewRowCursor cursor = ScoringData.Open(_model, source, "Name", "Score");
        ValueGetter<float> getScore = cursor.Getter<float>("Score");
        var getName = cursor.Getter<ReadOnlyMemory<char>>("Name");
        int row = 0;
        for (; cursor.MoveNext(); row++)
        {
            Assert.Equal(expected[row], ScoringData.Read(getScore));
            if (row % 100 == 30)
                Assert.Throws<IOException>(() => ScoringData.Read(getName));
            else
                Assert.Equal(ScriptedRows<float>.Name(row), ScoringData.Read(getName).ToString());
        }

        Assert.Equal(Count, row);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(300)]
    public void AnInputThatBreaksDoesSoAfterTheRowsBefore(int bad)
    {
        float[] expected = ScoringData.ScoresOfSingleRows(_model, ScoringData.Rows(_features));
        var source = new ScriptedRows<float>(NumberDataViewType.Single, _features) { Breaks = bad };
        using DataViewRowCursor cursor = ScoringData.Open(_model, source, "Score");
        ValueGetter<float> getScore = cursor.Getter<float>("Score");
        for (int row = 0; row < bad; row++)
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(expected[row], ScoringData.Read(getScore));
        }

        var exception = Assert.Throws<IOException>(() => cursor.MoveNext());
        Assert.Equal($"Row {bad} can't be reached.", exception.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(Count + 1)]
    public void TheInputIsDisposedOfWithTheCursor(int moves)
    {
        ScriptedRows<float> source = ScoringData.Rows(_features);
        DataViewRowCursor cursor = ScoringData.Open(_model, source, "Name", "Score");
        for (int i = 0; i < moves; i++)
            cursor.MoveNext();
        Assert.Equal(0, source.Disposals);

        cursor.Dispose();

        Assert.Equal(1, source.Disposals);
    }

    private void AssertOnlyFails<TException>(int bad, IDataView source, string message)
        where TException : Exception
    {
        float[] expected = ScoringData.ScoresOfSingleRows(_model, ScoringData.Rows(_features));
        using DataViewRowCursor cursor = ScoringData.Open(_model, source, "Label", "Score");
        ValueGetter<float> getScore = cursor.Getter<float>("Score");
        ValueGetter<bool> getLabel = cursor.Getter<bool>("Label");
        int row = 0;
        for (; cursor.MoveNext(); row++)
        {
            Assert.Equal(ScriptedRows<float>.Label(row), ScoringData.Read(getLabel));
            if (row == bad)
                Assert.Equal(message, Assert.Throws<TException>(() => ScoringData.Read(getScore)).Message);
            else
                Assert.Equal(expected[row], ScoringData.Read(getScore));
        }

        Assert.Equal(Count, row);
    }
}
