# syntax=docker/dockerfile:1
# The program globallb: control, web, or both. Built from the top of the repository:
#   docker build -f deploy/docker/globallb.Dockerfile -t globallb .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src ./src
COPY web ./web
COPY migrations ./migrations
RUN dotnet restore src/GlobalLb.Server --locked-mode
RUN dotnet publish src/GlobalLb.Server --no-restore -c Release -p:UseAppHost=false -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
COPY --chmod=0755 deploy/docker/web-is-healthy /usr/local/bin/web-is-healthy
# A named volume takes over the owner of the folder it first covers.
RUN install -d -m 0700 -o $APP_UID -g $APP_UID /var/lib/globallb
ENV GLOBALLB_DATA=/var/lib/globallb
ENV GLOBALLB_WEB=http://0.0.0.0:8080
VOLUME /var/lib/globallb
EXPOSE 8080/tcp
USER $APP_UID
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 CMD ["web-is-healthy", "8080"]
ENTRYPOINT ["dotnet", "globallb.dll"]
CMD ["run", "--roles", "control,web"]
