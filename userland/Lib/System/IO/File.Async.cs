// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace System.IO;

// The async forms, on the thread pool.
public static partial class File
{
    public static Task<string> ReadAllTextAsync(string path, CancellationToken cancellationToken = default) => Task.Run(() => ReadAllText(path), cancellationToken);

    public static Task<string[]> ReadAllLinesAsync(string path, CancellationToken cancellationToken = default) => Task.Run(() => ReadAllLines(path), cancellationToken);

    public static Task<byte[]> ReadAllBytesAsync(string path, CancellationToken cancellationToken = default) => Task.Run(() => ReadAllBytes(path), cancellationToken);

    public static Task WriteAllTextAsync(string path, string? contents, CancellationToken cancellationToken = default) => Task.Run(() => WriteAllText(path, contents), cancellationToken);

    public static Task WriteAllLinesAsync(string path, IEnumerable<string> contents, CancellationToken cancellationToken = default) => Task.Run(() => WriteAllLines(path, contents), cancellationToken);

    public static Task WriteAllBytesAsync(string path, byte[] bytes, CancellationToken cancellationToken = default) => Task.Run(() => WriteAllBytes(path, bytes), cancellationToken);

    public static Task AppendAllTextAsync(string path, string? contents, CancellationToken cancellationToken = default) => Task.Run(() => AppendAllText(path, contents), cancellationToken);
}
