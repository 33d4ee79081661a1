// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Threading;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

/// <summary>An address space that maps pages of a file.</summary>
public abstract class FileMapping
{
    /// <summary>The pages from an index up to another one are gone from the file: take them out of the page tables.</summary>
    /// <param name="keepsCopies">A hole was made, which private copies do not notice; if not, the file has become shorter.</param>
    public abstract void OnRemoved(long firstIndex, long endIndex, bool keepsCopies);
}

/// <summary>Who maps a file.</summary>
public sealed class MappingList
{
    private int _writableCount;

    /// <summary>Shared mappings that can be written now or after mprotect(2): while there are any a file cannot be sealed against writing.</summary>
    public int WritableCount => Volatile.Read(ref _writableCount);

    public void AddWritable(int count) => _ = Interlocked.Add(ref _writableCount, count);

    private readonly Mutex<List<FileMapping>> _mappings = new([]);

    public void Add(FileMapping mapping)
    {
        using Mutex<List<FileMapping>>.Guard mappings = _mappings.Lock();
        mappings.Value.Add(mapping);
    }

    public void Remove(FileMapping mapping)
    {
        using Mutex<List<FileMapping>>.Guard mappings = _mappings.Lock();
        _ = mappings.Value.Remove(mapping);
    }

    internal void Removed(long firstIndex, long endIndex, bool keepsCopies)
    {
        FileMapping[] told;
        using (Mutex<List<FileMapping>>.Guard mappings = _mappings.Lock())
        {
            told = mappings.Value.ToArray();
        }

        foreach (FileMapping mapping in told)
        {
            mapping.OnRemoved(firstIndex, endIndex, keepsCopies);
        }
    }
}
