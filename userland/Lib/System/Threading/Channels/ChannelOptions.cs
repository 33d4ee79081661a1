// SPDX-License-Identifier: MIT
namespace System.Threading.Channels;

/// <summary>What a write into a full channel does.</summary>
public enum BoundedChannelFullMode
{
    Wait,
    DropNewest,
    DropOldest,
    DropWrite,
}

public abstract class ChannelOptions
{
    /// <summary>A promise of the program's, of which no use is made.</summary>
    public bool SingleWriter { get; set; }

    /// <summary>A promise of the program's, of which no use is made.</summary>
    public bool SingleReader { get; set; }

    /// <summary>A permission of the program's, of which no use is made: who waited goes on on the thread pool.</summary>
    public bool AllowSynchronousContinuations { get; set; }
}

public sealed class UnboundedChannelOptions : ChannelOptions;

public sealed class BoundedChannelOptions : ChannelOptions
{
    private int _capacity;
    private BoundedChannelFullMode _fullMode;

    public BoundedChannelOptions(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    public int Capacity
    {
        get => _capacity;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _capacity = value;
        }
    }

    public BoundedChannelFullMode FullMode
    {
        get => _fullMode;
        set
        {
            if (value is < BoundedChannelFullMode.Wait or > BoundedChannelFullMode.DropWrite) throw new ArgumentOutOfRangeException(nameof(value));

            _fullMode = value;
        }
    }
}
