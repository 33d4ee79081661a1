// SPDX-License-Identifier: MIT
namespace System.Diagnostics;

public delegate void DataReceivedEventHandler(object sender, DataReceivedEventArgs e);

/// <summary>A line that a child has written.</summary>
public class DataReceivedEventArgs : EventArgs
{
    internal DataReceivedEventArgs(string? data) => Data = data;

    /// <summary>Without its end; null when there will be no more.</summary>
    public string? Data { get; }
}
