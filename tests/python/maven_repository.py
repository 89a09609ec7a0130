"""A Maven repository over HTTP that a test fills, as small as the resolver allows."""

import base64
import hashlib
import io
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape


def pom(coordinates, dependencies="", more=""):
    group, artifact, version = coordinates.split(":")
    return f"""<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>
  {more}
  <dependencies>{dependencies}</dependencies>
</project>"""


def dependency(coordinates, more=""):
    """One <dependency>: `group:artifact`, `group:artifact:version` or `group:artifact:version:classifier`."""
    group, artifact, *rest = coordinates.split(":")
    version = f"<version>{escape(rest[0])}</version>" if rest else ""
    classifier = f"<classifier>{rest[1]}</classifier>" if len(rest) > 1 else ""
    return (f"<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>{version}{classifier}{more}"
            "</dependency>")


def jar(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return data.getvalue()


class MavenRepository:
    """Serves what `put` was given; counts what was asked for."""

    def __init__(self, password=None, delay=0):
        self.files = {}
        self.asked = []
        self.password = password
        self.delay = delay
        repository = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self):
                self.do_GET()

            def do_GET(self):
                # A proxy is asked for whole addresses.
                path = self.path.split("/maven/", 1)[-1]
                repository.asked.append(path)
                time.sleep(repository.delay)
                credentials = base64.b64encode(f"user:{repository.password}".encode()).decode()
                if repository.password and self.headers.get("Authorization") != f"Basic {credentials}":
                    self.send_response(401)
                    self.send_header("WWW-Authenticate", 'Basic realm="maven"')
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                data = repository.files.get(path)
                self.send_response(404 if data is None else 200)
                self.send_header("Content-Length", str(len(data or b"")))
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(data or b"")

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server.server_address[1]

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}/maven/"

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def file(self, path, data):
        data = data if isinstance(data, bytes) else data.encode()
        self.files[path] = data
        self.files[path + ".sha1"] = hashlib.sha1(data).hexdigest().encode()

    def put(self, coordinates, dependencies=(), text=None, classifiers=(), more="", packaging="jar"):
        """Publishes a library whose jar holds one file, `ARTIFACT.txt` or `ARTIFACT-CLASSIFIER.txt`."""
        group, artifact, version = coordinates.split(":")
        folder = f"{group.replace('.', '/')}/{artifact}/{version}"
        entries = "".join(d if d.startswith("<") else dependency(d) for d in dependencies)
        self.file(f"{folder}/{artifact}-{version}.pom", pom(coordinates, entries, more))
        if packaging == "jar":
            self.file(f"{folder}/{artifact}-{version}.jar", jar({f"{artifact}.txt": text or version}))
        for classifier in classifiers:
            self.file(f"{folder}/{artifact}-{version}-{classifier}.jar",
                      jar({f"{artifact}-{classifier}.txt": text or version}))

    def fetched(self, name):
        return any(path.endswith(name) for path in self.asked)
