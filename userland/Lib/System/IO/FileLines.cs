// SPDX-License-Identifier: MIT
using System.Collections;
using System.Collections.Generic;
using System.Text;

namespace System.IO;

/// <summary>The lines of a file that is open from the beginning, so that a missing one shows at once; a second enumeration opens it again.</summary>
internal sealed class FileLines(string path, Encoding encoding) : IEnumerable<string>
{
    private StreamReader? _first = Open(path, encoding);

    public IEnumerator<string> GetEnumerator()
    {
        StreamReader reader = Threading.Interlocked.Exchange(ref _first, null) ?? Open(path, encoding);
        return Lines(reader);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static IEnumerator<string> Lines(StreamReader reader)
    {
        using (reader)
        {
            while (reader.ReadLine() is string line) yield return line;
        }
    }

    private static StreamReader Open(string path, Encoding encoding)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(encoding);
        return new StreamReader(path, encoding);
    }
}
