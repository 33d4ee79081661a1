// SPDX-License-Identifier: MIT
using System.Threading;
using System.Threading.Tasks;

namespace System.IO;

// The async forms, on the thread pool.
public abstract partial class TextReader
{
    public virtual Task<string?> ReadLineAsync() => Task.Run(ReadLine);

    public virtual ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) => new(Task.Run(ReadLine, cancellationToken).WaitAsync(cancellationToken));

    public virtual Task<string> ReadToEndAsync() => Task.Run(ReadToEnd);

    public virtual Task<string> ReadToEndAsync(CancellationToken cancellationToken) => Task.Run(ReadToEnd, cancellationToken).WaitAsync(cancellationToken);

    public virtual Task<int> ReadAsync(char[] buffer, int index, int count) => Task.Run(() => Read(buffer, index, count));

    public virtual ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => Read(buffer.Span), cancellationToken));
}
