# syntax=docker/dockerfile:1
# The program globallb-edge: answers DNS, nothing else. Built from the top of the repository:
#   docker build -f deploy/docker/globallb-edge.Dockerfile -t globallb-edge .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/GlobalLb.Dns ./src/GlobalLb.Dns
COPY src/GlobalLb.Steering ./src/GlobalLb.Steering
COPY src/GlobalLb.Edge ./src/GlobalLb.Edge
RUN dotnet restore src/GlobalLb.Edge --locked-mode
# Compiled ahead for the kind of machine the image is for; what was restored above is what it is made of.
ARG TARGETARCH
RUN dotnet publish src/GlobalLb.Edge -a $TARGETARCH --self-contained false -c Release -p:UseAppHost=false -o /app

# No ASP.NET here: an edge needs the plain runtime.
FROM mcr.microsoft.com/dotnet/runtime:10.0
WORKDIR /app
COPY --from=build /app ./
COPY --chmod=0755 deploy/docker/edge-is-healthy /usr/local/bin/edge-is-healthy
# A named volume takes over the owner of the folder it first covers.
RUN install -d -m 0700 -o $APP_UID -g $APP_UID /var/lib/globallb-edge
ENV GLOBALLB_STATE=/var/lib/globallb-edge
ENV GLOBALLB_DNS=0.0.0.0:53
VOLUME /var/lib/globallb-edge
EXPOSE 53/udp 53/tcp
USER $APP_UID
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 CMD ["edge-is-healthy", "53"]
ENTRYPOINT ["dotnet", "globallb-edge.dll"]
