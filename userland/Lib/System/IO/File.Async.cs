// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace System.IO;

// The async forms, on the thread pool.
public static partial class File
{
    public static Task<string> ReadAllTextAsync(string path, CancellationToken cancellationToken = default) => ReadAllTextAsync(path, Encoding.UTF8, cancellationToken);

    public static Task<string> ReadAllTextAsync(string path, Encoding encoding, CancellationToken cancellationToken = default)
    {
        Check(path, encoding);
        return Task.Run(() => ReadAllText(path, encoding), cancellationToken);
    }

    public static Task<string[]> ReadAllLinesAsync(string path, CancellationToken cancellationToken = default) => ReadAllLinesAsync(path, Encoding.UTF8, cancellationToken);

    public static Task<string[]> ReadAllLinesAsync(string path, Encoding encoding, CancellationToken cancellationToken = default)
    {
        Check(path, encoding);
        return Task.Run(() => ReadAllLines(path, encoding), cancellationToken);
    }

    public static IAsyncEnumerable<string> ReadLinesAsync(string path, CancellationToken cancellationToken = default) => ReadLinesAsync(path, Encoding.UTF8, cancellationToken);

    public static IAsyncEnumerable<string> ReadLinesAsync(string path, Encoding encoding, CancellationToken cancellationToken = default)
    {
        Check(path, encoding);
        return LinesAsync(new StreamReader(path, encoding), cancellationToken);
    }

    public static Task<byte[]> ReadAllBytesAsync(string path, CancellationToken cancellationToken = default) => Task.Run(() => ReadAllBytes(path), cancellationToken);

    public static Task WriteAllTextAsync(string path, string? contents, CancellationToken cancellationToken = default) => WriteAllTextAsync(path, contents, StreamWriter.Utf8, cancellationToken);

    public static Task WriteAllTextAsync(string path, string? contents, Encoding encoding, CancellationToken cancellationToken = default)
    {
        Check(path, encoding);
        return Task.Run(() => WriteAllText(path, contents, encoding), cancellationToken);
    }

    public static Task WriteAllLinesAsync(string path, IEnumerable<string> contents, CancellationToken cancellationToken = default) => WriteAllLinesAsync(path, contents, StreamWriter.Utf8, cancellationToken);

    public static Task WriteAllLinesAsync(string path, IEnumerable<string> contents, Encoding encoding, CancellationToken cancellationToken = default)
    {
        Check(path, encoding);
        ArgumentNullException.ThrowIfNull(contents);
        return Task.Run(() => WriteAllLines(path, contents, encoding), cancellationToken);
    }

    public static Task WriteAllBytesAsync(string path, byte[] bytes, CancellationToken cancellationToken = default) => Task.Run(() => WriteAllBytes(path, bytes), cancellationToken);

    public static Task AppendAllTextAsync(string path, string? contents, CancellationToken cancellationToken = default) => AppendAllTextAsync(path, contents, StreamWriter.Utf8, cancellationToken);

    public static Task AppendAllTextAsync(string path, string? contents, Encoding encoding, CancellationToken cancellationToken = default)
    {
        Check(path, encoding);
        return Task.Run(() => AppendAllText(path, contents, encoding), cancellationToken);
    }

    public static Task AppendAllLinesAsync(string path, IEnumerable<string> contents, CancellationToken cancellationToken = default) => AppendAllLinesAsync(path, contents, StreamWriter.Utf8, cancellationToken);

    public static Task AppendAllLinesAsync(string path, IEnumerable<string> contents, Encoding encoding, CancellationToken cancellationToken = default)
    {
        Check(path, encoding);
        ArgumentNullException.ThrowIfNull(contents);
        return Task.Run(() => AppendAllLines(path, contents, encoding), cancellationToken);
    }

    private static async IAsyncEnumerable<string> LinesAsync(StreamReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using (reader)
        {
            while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is string line) yield return line;
        }
    }
}
