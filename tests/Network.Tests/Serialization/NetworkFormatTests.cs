using System.Buffers.Binary;
using System.Security.Cryptography;
using MlNetShallow.Serialization;

namespace MlNetShallow.Network.Tests.Serialization;

public class NetworkFormatTests
{
    // Magic 8, the version in 4, then the producer's version with its length before it.
    private const int VersionAt = 8, ProducerAt = 12;

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void WhatIsWrittenIsRead(int hiddenUnits)
    {
        ShallowNetwork<float> network = Network(hiddenUnits);

        ShallowNetwork<float> again = NetworkFormat.Read(NetworkFormat.Write(network)).Network;

        Assert.Equal(network.Shape, again.Shape);
        Assert.Equal(Engine.Values(network), Engine.Values(again));
    }

    // As long as the version before tells all, it is kept to: earlier builds read it.
    [Theory]
    [InlineData(4)]
    [InlineData(4, 9)]
    [InlineData(5, 9, 8)]
    [InlineData(5, 4, 1, 6, 2)]
    public void SeveralHiddenLayersAreReadAndWrittenInAVersionOfTheirOwn(int version, params int[] hiddenLayers)
    {
        var shape = new NetworkShape(3, hiddenLayers, Activation.Sigmoid, OutputLayer.SoftmaxCrossEntropy, 4);
        ShallowNetwork<float> network = Engine.RandomNetwork(new Random(1), shape).ConvertTo<float>();

        byte[] bytes = NetworkFormat.Write(network, GoldenNetworkTests.CrossValidated);
        StoredNetwork again = NetworkFormat.Read(bytes);

        Assert.Equal(version, bytes[VersionAt]);
        Assert.Equal(shape, again.Network.Shape);
        Assert.Equal(Engine.Values(network), Engine.Values(again.Network));
        GoldenNetworkTests.AssertSame(GoldenNetworkTests.CrossValidated, again.Report!);
    }

    [Theory]
    [InlineData(-1, 4, 2)]
    [InlineData(65, 4, 2)]
    [InlineData(int.MaxValue, 4, 2)]
    [InlineData(1, 4, 2)]
    [InlineData(3, 4, 2)]
    [InlineData(2, 0, 2)]
    [InlineData(2, 4, 0)]
    [InlineData(2, int.MaxValue, int.MaxValue)]
    [InlineData(2, 1_000_000, 1_000)]
    public void LayersThatAreNotThereAreRefusedBeforeAnythingIsAllocated(int count, int first, int second)
    {
        byte[] bytes = NetworkFormat.Write(Layers());
        int countAt = ProducerAt + 1 + bytes[ProducerAt] + 4;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(countAt), count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(countAt + 4), first);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(countAt + 8), second);
        bytes = Sealed(bytes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<FormatException>(() => NetworkFormat.Read(bytes));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(0, OutputLayer.SoftmaxCrossEntropy, 3)]
    [InlineData(5, OutputLayer.SoftmaxCrossEntropy, 7)]
    [InlineData(5, OutputLayer.IdentitySquaredError, 1)]
    public void EveryOutputLayerIsRead(int hiddenUnits, OutputLayer outputLayer, int outputs)
    {
        var shape = new NetworkShape(3, hiddenUnits, Activation.LeakyRelu, outputLayer, outputs);
        ShallowNetwork<float> network = Engine.RandomNetwork(new Random(1), shape).ConvertTo<float>();

        ShallowNetwork<float> again = NetworkFormat.Read(NetworkFormat.Write(network)).Network;

        Assert.Equal(shape, again.Shape);
        Assert.Equal(Engine.Values(network), Engine.Values(again));
    }

    [Fact]
    public void HowItWasTrainedIsReadToo()
    {
        StoredNetwork again = NetworkFormat.Read(NetworkFormat.Write(Network(2), GoldenNetworkTests.CrossValidated));

        GoldenNetworkTests.AssertSame(GoldenNetworkTests.CrossValidated, again.Report!);
        Assert.Null(NetworkFormat.Read(NetworkFormat.Write(Network(2))).Report);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryFlippedByteIsNoticed(bool withReport)
    {
        byte[] bytes = withReport
            ? NetworkFormat.Write(Layers(), GoldenNetworkTests.CrossValidated) : NetworkFormat.Write(Network(2));
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x10;
            Assert.Throws<FormatException>(() => NetworkFormat.Read(bytes));
            bytes[i] ^= 0x10;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryTruncationIsNoticedAlsoUnderARightChecksum(bool withReport)
    {
        byte[] bytes = withReport
            ? NetworkFormat.Write(Layers(), GoldenNetworkTests.CrossValidated) : NetworkFormat.Write(Network(2));
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<FormatException>(() => NetworkFormat.Read(bytes.AsSpan(0, length)));
            if (length < 32)
                continue;
            byte[] cut = Sealed(bytes[..length]);
            Assert.Throws<FormatException>(() => NetworkFormat.Read(cut));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UnderARightChecksumChangedBytesAreReadOrRefusedAndNoMoreIsAllocatedThanThereIs(bool hasLayers)
    {
        byte[] bytes = NetworkFormat.Write(hasLayers ? Layers() : Network(2), GoldenNetworkTests.CrossValidated);
        for (int i = 0; i < bytes.Length - 32; i++)
        {
            foreach (byte change in (byte[])[1, 0x10, 0x7F, 0x80, 0xFF])
            {
                byte[] changed = [.. bytes];
                changed[i] ^= change;
                Sealed(changed);

                long before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    NetworkFormat.Read(changed);
                }
                catch (FormatException)
                {
                }

                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
            }
        }
    }

    [Fact]
    public void AHistoryThatIsLongerThanItsBytesIsRefusedBeforeItIsAllocated()
    {
        byte[] bytes = NetworkFormat.Write(Network(2), GoldenNetworkTests.Report);
        // Last a byte of 0 for no cross-validation, and the number of notes.
        int countAt = bytes.Length - 32 - 4 - 1 - (3 * 41) - 4;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(countAt), int.MaxValue);

        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<FormatException>(() => NetworkFormat.Read(Sealed(bytes))).Message;

        Assert.Contains("history of 2147483647 epochs", message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    [InlineData(-1.0)]
    public void AnEpochOfNoTimeThatCanBeIsRefused(double seconds)
    {
        byte[] bytes = NetworkFormat.Write(Network(2), GoldenNetworkTests.Report);
        // Last a byte of 0 for no cross-validation, and the number of notes.
        int secondsAt = bytes.Length - 32 - 4 - 1 - sizeof(double);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(secondsAt), seconds);

        Assert.Contains(
            "Epoch 3 of a history took",
            Assert.Throws<FormatException>(() => NetworkFormat.Read(Sealed(bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NotesAreReadAgain()
    {
        var notes = new Dictionary<string, string> { ["a"] = "", ["classes, \"named\""] = "Čeština 猫", [""] = new('x', 300) };

        StoredNetwork again = NetworkFormat.Read(NetworkFormat.Write(Network(2), GoldenNetworkTests.Report, notes));

        Assert.Equal(notes, again.Notes);
        Assert.Empty(NetworkFormat.Read(NetworkFormat.Write(Network(2))).Notes);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void NotesThatAreNotThereAreRefusedBeforeTheyAreAllocated(int count)
    {
        byte[] bytes = NetworkFormat.Write(Network(2));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(bytes.Length - 32 - 4), count);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<FormatException>(() => NetworkFormat.Read(Sealed(bytes)));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
    }

    // What follows the version, and where the checksum stands, is the later version's own.
    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy, 1)]
    [InlineData(OutputLayer.SoftmaxCrossEntropy, 3)]
    [InlineData(OutputLayer.IdentitySquaredError, 1)]
    public void ALaterFormatIsSaidToBeOne(OutputLayer output, int outputs)
    {
        byte[] bytes = NetworkFormat.Write(ShallowNetwork<float>.Initialize(
            new NetworkShape(2, 3, Activation.Tanh, output, outputs), WeightInitialization.He, 1));
        bytes[VersionAt] = NetworkFormat.Version + 1;

        foreach (byte[] later in (byte[][])[bytes, Sealed(bytes)])
        {
            string message = Assert.Throws<FormatException>(() => NetworkFormat.Read(later)).Message;

            Assert.Contains("format version 6, written by MlNetShallow 0.", message, StringComparison.Ordinal);
            Assert.Contains(
                "reads format versions up to 5. Use a later MlNetShallow.", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void AFormatThatNeverWasIsDamage(int version)
    {
        byte[] bytes = NetworkFormat.Write(Network(2));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(VersionAt), version);

        Assert.EndsWith(
            "The model is damaged.",
            Assert.Throws<FormatException>(() => NetworkFormat.Read(Sealed(bytes))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(int.MaxValue, 1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(-1, 2)]
    [InlineData(0, 2)]
    [InlineData(3, -7)]
    [InlineData(1_000_000, 1_000)]
    public void AbsurdDimensionsAreRefusedBeforeAnythingIsAllocated(int inputs, int hiddenUnits)
    {
        byte[] bytes = NetworkFormat.Write(Network(2));
        int dimensionsAt = ProducerAt + 1 + bytes[ProducerAt];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(dimensionsAt), inputs);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(dimensionsAt + 4), hiddenUnits);
        bytes = Sealed(bytes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<FormatException>(() => NetworkFormat.Read(bytes));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    // 2 hidden units of 3 inputs: W1 (2, 3), b1 (2), W2 (1, 2), b2 (1).
    [Theory]
    [InlineData(0, float.NaN, "W1[0, 0] is NaN")]
    [InlineData(5, float.PositiveInfinity, "W1[1, 2] is Infinity")]
    [InlineData(7, float.NegativeInfinity, "b1[1] is -Infinity")]
    [InlineData(9, float.NaN, "W2[0, 1] is NaN")]
    [InlineData(10, float.NaN, "b2[0] is NaN")]
    public void AParameterThatIsNoFiniteNumberIsRefusedWithItsPlace(int index, float value, string message)
    {
        NetworkParameters<float> parameters = Network(2).CopyParameters();
        parameters.Values[index] = value;
        byte[] bytes = NetworkFormat.Write(new ShallowNetwork<float>(parameters));

        Assert.StartsWith(
            message, Assert.Throws<FormatException>(() => NetworkFormat.Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SoIsOneOfAFurtherLayer()
    {
        NetworkParameters<float> parameters = Layers().CopyParameters();
        parameters.W(2)[5] = float.NaN;

        Assert.StartsWith(
            "W2[1, 1] is NaN",
            Assert.Throws<FormatException>(
                () => NetworkFormat.Read(NetworkFormat.Write(new ShallowNetwork<float>(parameters)))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void OtherBytesAreSaidToBeNoNetwork()
        => Assert.Contains(
            "magic number",
            Assert.Throws<FormatException>(() => NetworkFormat.Read("PK\u0003\u0004 something else"u8)).Message,
            StringComparison.Ordinal);

    private static ShallowNetwork<float> Network(int hiddenUnits)
        => ShallowNetwork<float>.Initialize(
            new NetworkShape(3, hiddenUnits, Activation.Tanh), WeightInitialization.Xavier, seed: 1);

    private static ShallowNetwork<float> Layers() => ShallowNetwork<float>.Initialize(
        new NetworkShape(3, [4, 2], Activation.Tanh), WeightInitialization.Xavier, seed: 1);

    /// <summary>With a checksum that is right again, so that other checks are put to the test.</summary>
    private static byte[] Sealed(byte[] bytes)
    {
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
        return bytes;
    }
}
